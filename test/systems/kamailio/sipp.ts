import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Caller {
  ip: string;
  port: number;
  transport?: 'UDP' | 'TCP';
  method?: 'invite' | 'register';
  /** The number that is called. */
  number?: string;
  /** Instead of the number at the domain. */
  uri?: string;
}

/** What a call came to: "allowed", or the reason of its refusal; and when that was known, in milliseconds. */
export interface Outcome {
  domain: string;
  result: string;
  at: number;
}

export interface Run {
  outcomes: Outcome[];
  /** As sipp counts: calls that did not go as the scenario has it, refusals being a way for them to go. */
  failed: number;
  callsPerSecond: number;
}

let runs = 0;

/** Has sipp call a proxy from one address: `count` calls to the domains in turn, `rate` a second, `limit` at
 * a time. */
export async function call(
  folder: string,
  proxyPort: number,
  { ip, port, transport = 'UDP', method = 'invite', number = '100', uri }: Caller,
  domains: readonly string[],
  { count = domains.length, rate = 50, limit = 200 } = {},
): Promise<Run> {
  const name = join(folder, `sipp-${++runs}`);
  const lines = domains.map((domain) => `${domain};${number};${uri ?? `sip:${number}@${domain}`};`);
  writeFileSync(`${name}.csv`, ['SEQUENTIAL', ...lines, ''].join('\n'));
  const sipp = spawn(
    'sipp',
    [
      `127.0.0.1:${proxyPort}`,
      ...[
        '-sf',
        resolve(`test/systems/kamailio/${method}.xml`),
        '-inf',
        `${name}.csv`,
        '-i',
        ip,
        '-p',
        `${port}`,
      ],
      ...[
        '-t',
        transport === 'TCP' ? 't1' : 'u1',
        '-bind_local',
        '-m',
        `${count}`,
        '-r',
        `${rate}`,
        '-l',
        `${limit}`,
      ],
      ...['-nostdin', '-timeout', '20', '-recv_timeout', '5000', '-trace_logs', '-log_file', `${name}.log`],
      ...['-trace_err', '-error_file', `${name}.err`, '-trace_stat', '-stf', `${name}.stat`, '-fd', '600'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  await once(sipp, 'exit');
  const [heads, ...rows] = readFileSync(`${name}.stat`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(';'));
  const figure = (head: string): number => Number(rows.at(-1)![heads!.indexOf(head)]);
  return {
    outcomes: existsSync(`${name}.log`) ? outcomesOf(readFileSync(`${name}.log`, 'utf8')) : [],
    failed: figure('FailedCall(C)'),
    callsPerSecond: figure('CallRate(C)'),
  };
}

function outcomesOf(log: string): Outcome[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [result, domain, at] = line.split(/\s+/).reverse() as [string, string, string];
      return { domain, result, at: Number(at) * 1_000 };
    });
}
