import type { NodePolicy } from '../graph/document';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Port, PortsManifest } from './manifest';

/** The ports a node has, given its config and policy. */
export interface ResolvedPorts {
  in: Port[];
  out: Port[];
}

const errorPort: Port = {
  id: 'error',
  label: 'error',
  doc: 'Taken when the node fails after its last attempt: `{ code, message }`.',
};

/** The value at a dotted path of some JSON; undefined where there is none. Own properties only. */
export function valueAt(json: Json, path: string): Json | undefined {
  let value: Json | undefined = json;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function portsFromConfig(rule: NonNullable<PortsManifest['fromConfig']>[number], config: JsonObject): Port[] {
  const list = valueAt(config, rule.path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((element) => {
    const id = valueAt(element, rule.idKey);
    if (typeof id !== 'string' || id === '') return [];
    const label = rule.labelKey === undefined ? undefined : valueAt(element, rule.labelKey);
    return [{ id: `${rule.prefix}${id}`, label: typeof label === 'string' && label !== '' ? label : id }];
  });
}

/**
 * The ports of one node: fixed ones, those its config makes (a class each, say), and `error` when the node can fail and
 * its policy says so. A port that the config names twice appears once.
 */
export function resolvePorts(ports: PortsManifest, config: JsonObject, policy?: NodePolicy): ResolvedPorts {
  const out = new Map<string, Port>();
  const made = (ports.fromConfig ?? []).flatMap((rule) => portsFromConfig(rule, config));
  for (const port of [...made, ...ports.out]) if (!out.has(port.id)) out.set(port.id, port);
  if (ports.canFail && policy?.onError === 'port') out.set(errorPort.id, errorPort);
  return { in: ports.in, out: [...out.values()] };
}
