/**
 * Progressive enhancement of a draft page: input is saved after a pause, questions appear when their condition comes true, and each file is
 * sent by itself with how far it is. Without this script the same forms are sent whole.
 */

const pauseMs = 1000
const retryMs = 15_000

type Cause = 'session' | 'network' | 'server'

export function followDraft(head: HTMLElement | null): void {
  const id = head?.dataset['draft'] ?? ''
  const form = document.querySelector<HTMLFormElement>('form[data-autosave]')
  if (head && form) {
    followConditions(form)
    new Autosave(head, form, `/api/v1/citizen/drafts/${encodeURIComponent(id)}`, `motcua-draft-${id}`)
  }
  for (const upload of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) followUpload(upload, id)
}

type Typed = Record<string, string | string[]>

/** The current answers of the fields that are shown. */
function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = {}
  for (const question of form.querySelectorAll<HTMLElement>('.question:not([hidden])')) {
    for (const field of question.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
      if (field.type === 'checkbox') {
        const chosen = [typed[field.name] ?? []].flat()
        typed[field.name] = field instanceof HTMLInputElement && field.checked ? [...chosen, field.value] : chosen
      } else if (field.type === 'radio') {
        if (field instanceof HTMLInputElement && field.checked) typed[field.name] = field.value
      } else typed[field.name] = field.value
    }
  }
  return typed
}

/** Saves a second after the last key, and when a field is left; says when it was saved, and why when it could not be. */
class Autosave {
  readonly #head: HTMLElement
  readonly #form: HTMLFormElement
  readonly #url: string
  /** Where unsaved answers wait on this device; taken away as soon as the server has them. */
  readonly #store: string
  #timer = 0
  #saved: string
  #isSaving = false
  #cause: Cause | null = null

  constructor(head: HTMLElement, form: HTMLFormElement, url: string, store: string) {
    this.#head = head
    this.#form = form
    this.#url = url
    this.#store = `${store}-${location.pathname}`
    this.#takeBack()
    this.#saved = JSON.stringify(typedIn(form))
    form.addEventListener('input', () => this.#soon(pauseMs))
    form.addEventListener('change', () => this.#soon(0))
    // Text that an input method is composing is no answer yet, and Enter there submits nothing.
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault()
    })
    form.addEventListener('submit', () => clearTimeout(this.#timer))
    addEventListener('online', () => this.#soon(0))
    if (sessionStorage.getItem(`${this.#store}-back`)) {
      sessionStorage.removeItem(`${this.#store}-back`)
      this.#saved = ''
      this.#soon(0)
    }
  }

  /** Puts back what could not be sent the last time. */
  #takeBack(): void {
    const kept = localStorage.getItem(this.#store)
    if (kept === null) return
    const typed = JSON.parse(kept) as Typed
    for (const field of this.#form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('.question input, .question textarea')) {
      const value = typed[field.name]
      if (value === undefined) continue
      if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
        field.checked = [value].flat().includes(field.value)
      else field.value = [value].flat().join('')
    }
    sessionStorage.setItem(`${this.#store}-back`, 'yes')
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), ms) as unknown as number
  }

  async #save(): Promise<void> {
    const typed = typedIn(this.#form)
    const text = JSON.stringify(typed)
    if (text === this.#saved) return
    if (this.#isSaving) return this.#soon(pauseMs)
    this.#isSaving = true
    this.#say(this.#head.dataset['saving'] ?? '')
    try {
      const answer = await fetch(this.#url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ typed }),
      })
      if (answer.ok) {
        const { savedAt } = (await answer.json()) as { savedAt: string }
        this.#saved = text
        localStorage.removeItem(this.#store)
        this.#wentWell(savedAt)
      } else this.#wentWrong(answer.status === 401 || answer.status === 404 ? 'session' : 'server', text)
    } catch {
      this.#wentWrong('network', text)
    } finally {
      this.#isSaving = false
    }
  }

  #wentWell(savedAt: string): void {
    this.#cause = null
    const at = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Ho_Chi_Minh',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(savedAt))
    this.#say((this.#head.dataset['saved'] ?? '').replace('{at}', at))
    const box = document.querySelector<HTMLElement>('[data-save-fault]')
    if (box) box.hidden = true
    for (const button of this.#form.querySelectorAll<HTMLButtonElement>('button[type=submit]')) button.disabled = false
  }

  #wentWrong(cause: Cause, text: string): void {
    localStorage.setItem(this.#store, text)
    // Nothing is submitted that is not saved.
    for (const button of this.#form.querySelectorAll<HTMLButtonElement>('button[type=submit]')) button.disabled = true
    this.#soon(retryMs)
    this.#say('')
    const box = document.querySelector<HTMLElement>('[data-save-fault]')
    if (!box || this.#cause === cause) return
    this.#cause = cause
    const why = { session: 'faultSession', network: 'faultNetwork', server: 'faultServer' }[cause]
    box.textContent = this.#head.dataset[why] ?? ''
    if (cause === 'session') {
      const link = document.createElement('a')
      link.href = '/dang-nhap'
      link.target = '_blank'
      link.rel = 'noopener'
      link.textContent = ` ${this.#head.dataset['signIn'] ?? ''}`
      box.append(link)
    }
    box.hidden = false
    box.focus()
  }

  #say(text: string): void {
    const state = this.#head.querySelector<HTMLElement>('[data-save-state]')
    if (state) state.textContent = text
  }
}

/** Shows a question once the answer it hangs on is given, and hides it again. */
function followConditions(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLElement>('[data-when]')]
  const isShown = (name: string): boolean => {
    const field = form.querySelector(`[name="${CSS.escape(name)}"]`)
    return field !== null && field.closest('.question[hidden]') === null
  }
  const look = (): void => {
    for (const question of questions) {
      const other = question.dataset['when'] ?? ''
      // A question on another page was answered there: the server has said whether this one is asked.
      if (!form.querySelector(`[name="${CSS.escape(other)}"]`)) continue
      const given = new FormData(form).getAll(other)
      question.hidden = !isShown(other) || !given.some((value) => (question.dataset['whenIs'] ?? '').split(' ').includes(String(value)))
    }
  }
  form.addEventListener('change', look)
  look()
}

/** Sends each chosen file by itself, one after the other, and says how far it is. */
function followUpload(form: HTMLFormElement, draft: string): void {
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  const progress = form.querySelector<HTMLElement>('.upload__progress')
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (!input || !progress) return
  if (button) button.hidden = true
  const paper = form.dataset['upload'] ?? ''
  const base = form.dataset['uploadTo'] ?? `/api/v1/citizen/drafts/${encodeURIComponent(draft)}/files`
  input.addEventListener('change', () => void sendAll([...(input.files ?? [])]))

  const sendAll = async (files: readonly File[]): Promise<void> => {
    let failed = 0
    input.disabled = true
    for (const file of files) {
      const line = document.createElement('li')
      progress.append(line)
      const fault = await send(file, (percent) => {
        line.textContent = `${file.name}: ${(form.dataset['sending'] ?? '').replace('{percent}', String(percent))}`
      })
      if (fault !== null) {
        failed += 1
        line.textContent = `${file.name}: ${fault}`
        line.className = 'field__error'
      }
    }
    input.disabled = false
    input.value = ''
    // The page shows what the server has, and nothing else.
    if (failed === 0) location.reload()
  }

  const send = async (file: File, onProgress: (percent: number) => void): Promise<string | null> =>
    await new Promise((resolve) => {
      const request = new XMLHttpRequest()
      request.open('POST', `${base}${paper === '' ? '' : `?componentNo=${encodeURIComponent(paper)}`}`)
      request.setRequestHeader('content-type', 'application/octet-stream')
      request.setRequestHeader('idempotency-key', crypto.randomUUID())
      request.setRequestHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`)
      request.setRequestHeader('accept-language', document.documentElement.lang)
      request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.round((100 * loaded) / Math.max(1, total))))
      request.addEventListener('load', () => {
        resolve(request.status < 300 ? null : (detailIn(request.responseText) ?? form.dataset['failed'] ?? ''))
      })
      request.addEventListener('error', () => resolve(form.dataset['failed'] ?? ''))
      onProgress(0)
      request.send(file)
    })
}

/** What a problem document says; `null` where the answer is none. */
function detailIn(answer: string): string | null {
  try {
    return (JSON.parse(answer) as { detail?: string }).detail ?? null
  } catch {
    return null
  }
}
