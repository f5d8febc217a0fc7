/** True in development and in the browser tests, false in what people are served. */
declare const __STYLE_PAGE__: boolean;
