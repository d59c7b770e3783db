// The secret leaves the address at once: no history, screen or shoulder keeps it.
const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const find = (selector) => document.querySelector(selector);
const [form, standing, lookAgain, address] = ['form', '#standing', '#look', '#address'].map(find);
const [email, password, again] = form.querySelectorAll('input');
const [message, show] = ['#message', '#show'].map(find);
const set = form.querySelector('button:not([type])');
const { looking, incomplete, unreachable, done } = standing.dataset;

/** Asks the server; gives its answer, and whether it is one that was hoped for. */
async function ask(url, body) {
  const { contractHeader, contract } = form.dataset;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [contractHeader]: contract },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Asks whether the link is good, and for whom: nobody thinks of a password for one that is not. */
async function look() {
  standing.textContent = looking;
  lookAgain.hidden = true;
  const answer = await ask(form.dataset.look, { token: secret }).catch(() => null);
  if (answer?.status === 200) {
    standing.textContent = '';
    email.value = answer.body.email;
    form.hidden = false;
    password.focus();
  } else {
    standing.textContent = answer?.body.error.message ?? unreachable;
    // A link that is used up or too old stays so; whatever else is wrong may pass.
    lookAgain.hidden = answer?.status === 410;
  }
}

function refuse(words) {
  message.textContent = words;
  set.disabled = false;
}

async function setPassword() {
  const answer = await ask(form.dataset.set, { token: secret, password: password.value });
  if (answer.status !== 200) return refuse(answer.body.error.message);
  form.remove();
  standing.textContent = done.replace('{email}', answer.body.email);
  if (address !== null) address.hidden = false;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (password.value !== again.value) return refuse(form.dataset.different);
  message.textContent = '';
  set.disabled = true;
  setPassword().catch(() => refuse(unreachable));
});

show.addEventListener('click', () => {
  const shown = password.type === 'text';
  for (const input of [password, again]) input.type = shown ? 'password' : 'text';
  show.textContent = shown ? show.dataset.show : show.dataset.hide;
});

lookAgain.addEventListener('click', look);

if (/^[A-Za-z0-9_-]{43}$/.test(secret)) look();
else standing.textContent = incomplete;
