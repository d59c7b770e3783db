/** What the client itself has to say, where no server answered. */
export const en = {
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  timed_out: 'The server took too long to answer. Check your connection and try again.',
  nonsense:
    'Something other than the server answered. If this network asks you to sign in, do that first, then try again.',
};
