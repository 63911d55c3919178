import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { NodeBinary } from '../machine.js';
import type { Job, Measurement } from './job.js';

/** The process that generates load. It shares neither memory nor a thread with the measuring process. */
export class LoadGenerator {
  private readonly child: ChildProcess;

  constructor(node: NodeBinary) {
    this.child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), {
      execPath: node.path,
      execArgv: [],
    });
  }

  async run(job: Job): Promise<Measurement> {
    this.child.send(job);
    const [answer] = (await once(this.child, 'message')) as [
      { measurement: Measurement } | { error: string },
    ];
    if ('error' in answer) throw new Error(`load generator: ${answer.error}`);
    return answer.measurement;
  }

  stop(): void {
    this.child.disconnect();
  }
}
