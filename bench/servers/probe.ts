import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the measured process knows of itself. */
export interface ProbeReading {
  /** The longest time since the last reading in which the event loop ran nothing else. */
  longestPauseMs: number;
  /** Bytes outside of V8's heap. */
  arrayBuffers: number;
  external: number;
  heapTotal: number;
}

/** Asks for a reading. `skipMs` moves the clock of the process forward first. */
export interface ProbeRequest {
  skipMs?: number;
}

// `--import` loads this file into the program that is measured, before the program itself. It costs one timer.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const { now } = Date;
let skippedMs = 0;

process.on('message', ({ skipMs = 0 }: ProbeRequest) => {
  skippedMs += skipMs;
  if (skippedMs > 0) Date.now = () => now() + skippedMs;
  const { arrayBuffers, external, heapTotal } = process.memoryUsage();
  const reading: ProbeReading = { longestPauseMs: delay.max / 1e6, arrayBuffers, external, heapTotal };
  delay.reset();
  process.send!(reading);
});
// The channel must not keep the program running.
process.channel?.unref();
