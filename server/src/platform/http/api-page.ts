type Operation = { summary?: string; description?: string; tags?: string[]; requestBody?: unknown }
type Description = {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Operation>>
}

/** A page of the API for people: every operation with its access and refusals, without any script. */
export function apiPage(description: Description): string {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  )
  const tags = [...new Set(operations.map((operation) => operation.tags?.[0] ?? 'other'))]
  const section = (tag: string): string =>
    `<h2 id="${safe(tag)}">${safe(tag)}</h2>${operations
      .filter((operation) => (operation.tags?.[0] ?? 'other') === tag)
      .map(
        (operation) =>
          `<h3><code>${operation.method} ${safe(operation.path)}</code></h3><p>${safe(operation.summary ?? '')}</p><p>${safe(operation.description ?? '')}</p>`,
      )
      .join('')}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(description.info.title)} API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><main><h1>${safe(description.info.title)} API, version ${safe(description.info.version)}</h1>
<p>${safe(description.info.description ?? '')}</p>
<p>The same as OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a></p>
<nav><ul>${tags.map((tag) => `<li><a href="#${safe(tag)}">${safe(tag)}</a></li>`).join('')}</ul></nav>
${tags.map(section).join('\n')}</main></body></html>`
}

/** The look of that page: one column that a telephone can read, light and dark. */
export const apiPageStyle = `:root { color-scheme: light dark; --ink: #14213d; --muted: #55607a; --paper: #fbfaf7; --line: #e3e0d8; --link: #1f4e79 }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f5; --muted: #a6b0c0; --paper: #12161c; --line: #2e3742; --link: #8fbbe8 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 52rem; margin-inline: auto; padding: 2rem 1rem 4rem }
h1, h2, h3 { line-height: 1.4 } h2 { margin-top: 2.5rem } h3 { margin: 1.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1rem }
h3 + p { margin: .25rem 0 0 } h3 + p + p { margin: .25rem 0 0; color: var(--muted); font-size: .875rem }
a { color: var(--link); text-underline-offset: .2em } nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1rem; padding: 0; list-style: none }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
`

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
