/** The parts of two packages without types of their own that are used here. */
declare module 'bpmn-moddle' {
  export type ModdleElement = { $type: string; $parent?: ModdleElement; id?: string; name?: string; [key: string]: unknown }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    create(type: string, attributes?: Record<string, unknown>): ModdleElement
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: { message: string; element?: ModdleElement }[] }>
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
declare module 'bpmn-auto-layout' {
  /** Adds the drawing (DI) to a BPMN file. */
  export function layoutProcess(xml: string): Promise<string>
}
