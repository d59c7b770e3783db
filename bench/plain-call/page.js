// A plain call, the floor of what Lens does: one RTCPeerConnection with default settings, made on the
// click, candidates one by one, camera and microphone open before. `?side=technician` calls.
const isTechnician = location.search.includes('technician');
const signalling = new WebSocket(`ws://${location.host}${location.search}`);
const say = (message) => signalling.send(JSON.stringify(message));
let connection;
let early = [];

const devices = navigator.mediaDevices.getUserMedia({
  audio: true,
  video: !isTechnician && { width: 1280, height: 720, frameRate: 30 },
});
devices.then(() => document.body.classList.add('ready'));

async function connect() {
  connection?.close();
  connection = new RTCPeerConnection();
  connection.addEventListener('icecandidate', ({ candidate }) => say({ candidate }));
  connection.addEventListener('track', ({ track }) => {
    document.querySelector(track.kind).srcObject = new MediaStream([track]);
  });
  const stream = await devices;
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
}

async function hear({ description, candidate }) {
  if (description?.type === 'offer') await connect();
  if (description) {
    await connection.setRemoteDescription(description);
    for (const each of early.splice(0)) await connection.addIceCandidate(each);
    if (description.type === 'answer') return;
    await connection.setLocalDescription();
    return say({ description: connection.localDescription });
  }
  if (!candidate) return;
  if (connection?.remoteDescription) await connection.addIceCandidate(candidate);
  else early.push(candidate);
}

let last = Promise.resolve();
signalling.addEventListener('message', ({ data }) => {
  last = last.then(() => hear(JSON.parse(data)));
});

document.querySelector('button').addEventListener('click', async () => {
  early = [];
  await connect();
  connection.addTransceiver('video', { direction: 'recvonly' });
  await connection.setLocalDescription();
  say({ description: connection.localDescription });
});
