export * from '../../lib/use_load';
