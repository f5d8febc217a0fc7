// HTTP/1.1 on a connection, one request at a time; a WebSocket upgrade hands the connection over.
#pragma once

#include <memory>

#include "server/net/connection.h"

namespace terang::net {

std::unique_ptr<Session> make_http_session(Connection& connection);

}  // namespace terang::net
