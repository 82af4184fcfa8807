export { versionInAlpmDescription } from './alpm-description.ts';
export { versionInApkList } from './apk-installed.ts';
export { versionInDpkgStatus } from './dpkg-status.ts';
export { rpmDatabasePieces, versionInRpmDatabase } from './rpm-database.ts';
