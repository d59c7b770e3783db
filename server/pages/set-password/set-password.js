// The secret leaves the address at once: no history, screen or shoulder keeps it.
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const form = document.querySelector('form');
const message = document.querySelector('#message');
const [password, again] = form.querySelectorAll('input');
const button = form.querySelector('button');
const { url, contractHeader, contract, different, incomplete, done, unreachable } = form.dataset;

function refuse(words) {
  message.textContent = words;
  button.disabled = false;
}

async function setPassword() {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [contractHeader]: contract },
    body: JSON.stringify({ token: secret, password: password.value }),
  });
  const body = await answer.json();
  if (!answer.ok) return refuse(body.error.message);
  form.remove();
  document.querySelector('#done').textContent = done.replace('{email}', body.email);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (password.value !== again.value) return refuse(different);
  message.textContent = '';
  button.disabled = true;
  setPassword().catch(() => refuse(unreachable));
});

if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) {
  refuse(incomplete);
  button.disabled = true;
}
