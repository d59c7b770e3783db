/** How often it is looked whether npm is still there, in ms. */
const LOOK_EVERY_MS = 250;

/**
 * Lets a command that npm runs end with it. npm passes SIGTERM on to the shell in between, and that
 * shell ends without telling the command, which would go on unseen and keep its port and its data
 * folder. So a command whose parent is gone asks itself to stop, as if it had been told; where it has
 * been told (by Ctrl-C, or by systemd, which tells every process), it is asked no second time, for
 * that would stop it at once instead of in order.
 */
export function stopWithNpm() {
  const shell = process.ppid;
  let wasGone = false;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    // At the second look only: the same signal may be on its way to this process.
    if (!wasGone) return void (wasGone = true);
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  look.unref();

  // Heard beside those who stop, never instead of them: while nobody does, the signal ends this process.
  const told = (signal) => {
    clearInterval(look);
    for (const each of signals) process.off(each, told);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, told);
}
