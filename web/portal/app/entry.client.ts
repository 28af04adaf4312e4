/**
 * The only script of the portal: small improvements over pages that already work. React renders
 * on the server and stays there, so a page costs a visitor on a slow phone its HTML, its style and this.
 */
const board = document.querySelector<HTMLElement>('[data-board-stream]')
if (board) void import('./live-board.ts').then(({ followBoard }) => followBoard(board))

const draft = document.querySelector<HTMLElement>('[data-draft]')
if (draft ?? document.querySelector('[data-upload]')) void import('./filing/follow-draft.ts').then(({ followDraft }) => followDraft(draft))

const paper = document.querySelector<HTMLFormElement>('[data-check-paper]')
if (paper) void import('./check-file.ts').then(({ checkChosenFile }) => checkChosenFile(paper))

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// A second press of the same button sends nothing: the first answer is on its way.
for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset['sent']) event.preventDefault()
    form.dataset['sent'] = 'yes'
  })
}
// Coming back with the browser's Back button must not find a form that refuses to be sent.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset['sent']
})

const firstFault = document.querySelector<HTMLElement>('[data-fault-summary]')
firstFault?.focus()
