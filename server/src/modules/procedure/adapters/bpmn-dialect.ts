import { BpmnModdle } from 'bpmn-moddle'

/** Attributes of this namespace carry what BPMN cannot express; other tools keep them and show nothing. */
const motcua = {
  name: 'Motcua',
  prefix: 'motcua',
  uri: 'urn:motcua:process:1',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Step',
      extends: ['bpmn:Activity'],
      properties: ['no', 'role', 'agency', 'unit', 'hours', 'returnTo', 'refusal'].map((name) => ({ name, isAttr: true, type: 'String' })),
    },
    { name: 'Meeting', extends: ['bpmn:Gateway'], properties: [{ name: 'join', isAttr: true, type: 'String' }] },
  ],
}

export function bpmnDialect(): BpmnModdle {
  return new BpmnModdle({ motcua })
}
