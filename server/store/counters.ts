import { createHash } from 'node:crypto';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Counter } from './store.ts';

const inSeconds = (milliseconds: number) => Math.max(1, Math.ceil(milliseconds / 1000));

/** Keys are addresses of people and of machines: what is kept of them does not say which. */
const masked = (key: string) => createHash('sha256').update(key).digest('base64url');

/** A counter over a limiter of the library, in whichever engine it counts. */
export function counterOver(limiter: RateLimiterAbstract): Counter {
  return {
    async add(key, points = 1) {
      try {
        await limiter.consume(masked(key), points);
        return { over: false, retryAfterSeconds: 0 };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { over: true, retryAfterSeconds: inSeconds(refusal.msBeforeNext) };
      }
    },
    async look(key) {
      const counted = await limiter.get(masked(key));
      return counted && counted.consumedPoints >= limiter.points
        ? { over: true, retryAfterSeconds: inSeconds(counted.msBeforeNext) }
        : { over: false, retryAfterSeconds: 0 };
    },
  };
}
