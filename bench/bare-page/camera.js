/* The least that a page can do: ask for the camera and show it. */
const video = document.querySelector('video');
video.addEventListener('playing', () => {
  window.answeredAt = performance.now();
});
navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => {
  video.srcObject = stream;
  return video.play();
});
