/** Codes of provinces (H) and ministries (G), such as `H17`. @law 20/2020/QĐ-TTg */
export const localityCodePattern = /^[HG]\d{2}$/u

/** The name of a locality that nobody has named yet; it would stand on every printed paper. */
export function provisionalNameFrom(code: string | null): string {
  return code === null ? 'Địa phương chưa đặt tên' : `Địa phương ${code}`
}

export function isProvisionalName({ code, name }: { readonly code: string; readonly name: string }): boolean {
  return name === provisionalNameFrom(code) || name === provisionalNameFrom(null)
}
