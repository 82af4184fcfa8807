export const schemaNames = ['request', 'blueprint', 'disk.yaml', 'inspection', 'build-event'] as const;

export type SchemaName = (typeof schemaNames)[number];
