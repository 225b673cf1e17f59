// Runs a program within a limit of time and of memory.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const PAGE = 4096;

/** Bytes that a group of processes holds; 0 where there is no /proc. */
function held(group) {
  let sum = 0;
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
        if (Number(fields[2]) === group) sum += Number(fields[21]) * PAGE;
      } catch {
        // It has ended.
      }
    }
  } catch {
    // No /proc.
  }
  return sum;
}

/** Resolves with {seconds, bytes, output, stopped}; `stopped` says which limit was reached, or how it failed. */
export function watch(command, args, { seconds: most, bytes: limit }) {
  const since = performance.now();
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let bytes = 0;
  let stopped;
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors = (errors + data).slice(-2000)));
  const stop = (why) => {
    stopped = why;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  const timer = setInterval(() => {
    bytes = Math.max(bytes, held(child.pid));
    if (bytes > limit) stop(`over ${Math.round(limit / 1e9)} GB`);
    else if (performance.now() - since > most * 1e3) stop(`over ${most} s`);
  }, 100);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code && !stopped) stopped = `failed: ${errors.trim().split('\n').pop()}`;
      resolve({ seconds: (performance.now() - since) / 1e3, bytes, output, errors, stopped });
    });
  });
}
