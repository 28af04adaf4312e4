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
<title>${safe(description.info.title)} API</title></head>
<body><main><h1>${safe(description.info.title)} API, version ${safe(description.info.version)}</h1>
<p>${safe(description.info.description ?? '')}</p>
<p>The same as OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a></p>
<nav><ul>${tags.map((tag) => `<li><a href="#${safe(tag)}">${safe(tag)}</a></li>`).join('')}</ul></nav>
${tags.map(section).join('\n')}</main></body></html>`
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
