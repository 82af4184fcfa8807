export const schemaNames = ['request', 'blueprint', 'disk.yaml', 'inspection', 'build-event', 'manifest'] as const;

export type SchemaName = (typeof schemaNames)[number];
