/** Channels of one name between the panels of one browser profile. */
export function fakeChannels(): () => BroadcastChannel {
  const open = new Set<BroadcastChannel>();
  return () => {
    const channel = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage(data: unknown) {
        if (!open.has(channel)) throw new DOMException('Closed', 'InvalidStateError');
        const copy = structuredClone(data);
        for (const other of open) {
          if (other !== channel)
            queueMicrotask(() => other.onmessage?.({ data: copy } as MessageEvent));
        }
      },
      close: () => open.delete(channel),
    } as unknown as BroadcastChannel;
    open.add(channel);
    return channel;
  };
}
