/** Stops with a sentence on a Node that is too old to run anything that follows. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Lens needs Node 20.19 or later (24 is recommended); this is ${process.versions.node}. ` +
      'Get it from https://nodejs.org and try again.',
  );
  process.exit(1);
}
