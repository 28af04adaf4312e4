import type { ReactNode } from 'react'
import type { Centre, Procedure } from '#web-api'
import type { Locality } from './context.ts'
import { useGivens } from './page-givens.tsx'

/** The procedure as search engines read it (schema.org GovernmentService); the browser runs none of it. */
export function ServiceData({
  procedure,
  centres,
  address,
}: {
  procedure: Procedure
  centres: readonly Centre[]
  address: string
}): ReactNode {
  const { locality } = useGivens()
  const text = JSON.stringify(serviceFrom(procedure, centres, locality, address)).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />
}

function serviceFrom(procedure: Procedure, centres: readonly Centre[], locality: Locality, address: string): object {
  const organisation = (name: string) => ({ '@type': 'GovernmentOrganization', name })
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    name: procedure.name,
    identifier: procedure.code,
    serviceType: procedure.sector,
    url: address,
    inLanguage: 'vi',
    areaServed: { '@type': 'AdministrativeArea', name: locality.name },
    provider: organisation(procedure.agency?.name ?? locality.centreName),
    availableChannel: centres.map((centre) => ({
      '@type': 'ServiceChannel',
      serviceUrl: address,
      serviceLocation: { '@type': 'GovernmentOffice', name: centre.name, address: centre.address, telephone: centre.phone },
    })),
  }
}
