import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { CataloguePool, createCatalogueAdapter } from './catalogue-adapter';
import { schemaPath } from './paths';

// Without the DOM's types, TypeScript does not know the global.
const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly;

interface WebAssemblyGlobal {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
}

let loaded: Promise<void> | null = null;

/**
 * Runs `work` with Prisma's own migration engine as WebAssembly, so that nothing is downloaded; its connections are
 * closed afterwards.
 * @param url the database it works on
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadWasm();
  await loaded;
  const pool = new CataloguePool({ connectionString: url, allowExitOnIdle: true });
  // The pool reports connections cut while idle; a query in need of one fails by itself.
  pool.on('error', () => undefined);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(createCatalogueAdapter(pool));
    const datamodels: [string, string][] = [['schema.prisma', await readFile(schemaPath, 'utf8')]];
    const engine = await engineModule.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    return await work(engine);
  } finally {
    await pool.end();
  }
}

async function loadWasm(): Promise<void> {
  // The package imports its .wasm as a module, which Node does not offer without a flag.
  const path = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const imports = { './schema_engine_bg.js': engineModule };
  const { instance } = await wasm.instantiate(await readFile(path), imports);
  engineModule.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}
