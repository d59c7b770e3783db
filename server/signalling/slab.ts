/** How much memory is taken at once, in bytes: some ten descriptions of a call. */
const SLAB_BYTES = 64 * 1024;

/**
 * Cuts short-lived buffers out of larger pieces of memory: to make one of a few kB by itself took 3 of the 50 µs
 * that passing an offer on takes (`npm run bench -- signalling`). A piece stays until its last buffer is sent.
 */
export function createSlab(): (bytes: number) => Buffer {
  let slab = Buffer.alloc(0);
  let used = 0;
  return (bytes) => {
    if (bytes > SLAB_BYTES) return Buffer.allocUnsafeSlow(bytes);
    if (used + bytes > slab.length) [slab, used] = [Buffer.allocUnsafeSlow(SLAB_BYTES), 0];
    used += bytes;
    return slab.subarray(used - bytes, used);
  };
}
