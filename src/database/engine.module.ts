import { Global, Module, type DynamicModule } from '@nestjs/common';
import { createPipelineEngine } from './pipeline/pipeline-engine.js';
import type { CreateEngine } from './query-engine.js';

export const CREATE_ENGINE = Symbol('create engine');

/** Chooses the query engine: tests and the benchmark replace it with a plain one. */
@Global()
@Module({})
export class EngineModule {
  static with(createEngine: CreateEngine = createPipelineEngine): DynamicModule {
    return {
      module: EngineModule,
      providers: [{ provide: CREATE_ENGINE, useValue: createEngine }],
      exports: [CREATE_ENGINE],
    };
  }
}
