import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

/** A group of operations in Swagger UI. */
export interface Group {
  name: string;
  description: string;
  /** A guide for further reading. */
  guide?: [title: string, url: string];
}

const GROUP = Symbol('group');

/** Puts the operations of a controller into a group. */
export function ApiGroup(group: Group): ClassDecorator {
  return applyDecorators(ApiTags(group.name), SetMetadata(GROUP, group));
}

export function groupOf(controller: Type): Group | undefined {
  return Reflect.getMetadata(GROUP, controller) as Group | undefined;
}
