/** Computes the hash of a chosen file in the browser and sends the form: the file stays with its owner. */
export function checkChosenFile(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>('[data-file]')
  const chooser = place?.querySelector<HTMLInputElement>('input[type="file"]')
  const hash = form.querySelector<HTMLInputElement>('input[name="sha256"]')
  const name = form.querySelector<HTMLInputElement>('input[name="name"]')
  const offline = form.querySelector<HTMLElement>('[data-offline]')
  // Browsers compute hashes only on a safe connection; without one the field to type it is still there.
  if (!place || !chooser || !hash || !name || !globalThis.crypto?.subtle) return
  place.hidden = false
  const check = async (file: File): Promise<void> => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    hash.value = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    name.value = file.name.slice(0, 255)
    // Without a network the browser would show its own page in place of this one; the hash stays, to be sent later.
    if (offline) offline.hidden = navigator.onLine
    if (navigator.onLine) form.requestSubmit()
  }
  chooser.addEventListener('change', () => {
    const file = chooser.files?.[0]
    if (file) void check(file)
  })
  place.addEventListener('dragover', (event) => event.preventDefault())
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    const file = event.dataTransfer?.files[0]
    if (file) void check(file)
  })
}
