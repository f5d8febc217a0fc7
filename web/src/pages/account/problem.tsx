export * from '../../parts/problem/problem';
