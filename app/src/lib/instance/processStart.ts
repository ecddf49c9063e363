import { readFileSync } from 'node:fs';

/**
 * When a process began, in the words of Linux: the boot and the clock ticks since. Undefined on other
 * systems and for a process that is not there. Process numbers are used again, above all in containers,
 * where the first process is always number 1; a number and its start are not.
 */
export function processStart(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields are counted after the command's name, which may itself hold spaces and brackets (proc(5)).
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}:${ticks}`;
  } catch {
    return undefined;
  }
}
