import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the measured process knows of itself. */
export interface ProbeReading {
  /** The longest time since the last reading in which the event loop ran nothing else. */
  longestPauseMs: number;
  /** The same, without the time in which other processes had the processor; 0 without /proc. */
  longestBusyMs: number;
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

// The processor time of this thread between two turns of a timer.
let busyMs = processorMs();
let longestBusyMs = 0;
setInterval(() => {
  const now = processorMs();
  longestBusyMs = Math.max(longestBusyMs, now - busyMs);
  busyMs = now;
}, 1).unref();

const { now } = Date;
let skippedMs = 0;

process.on('message', ({ skipMs = 0 }: ProbeRequest) => {
  skippedMs += skipMs;
  if (skippedMs > 0) Date.now = () => now() + skippedMs;
  const { arrayBuffers, external, heapTotal } = process.memoryUsage();
  const reading: ProbeReading = {
    longestPauseMs: delay.max / 1e6,
    longestBusyMs,
    arrayBuffers,
    external,
    heapTotal,
  };
  delay.reset();
  longestBusyMs = 0;
  process.send!(reading);
});
// The channel must not keep the program running.
process.channel?.unref();

function processorMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
