#pragma once

namespace terang::server {
extern const char kOpenApiText[];  // openapi.json, as it is served
}
