// Octets over a connected, non-blocking socket: in plain, or by TLS. Nothing here waits: a step either gets
// somewhere or says for what to wait.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"

namespace terang::net {

enum class IoStatus { ok, want_read, want_write, closed, failed };

struct IoResult {
  IoStatus status;
  std::size_t bytes = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual IoResult handshake() = 0;
  virtual IoResult read(char* into, std::size_t room) = 0;
  // May take only a part. After want_*, the next call must begin with the same octets (they may have moved).
  virtual IoResult write(const char* octets, std::size_t size) = 0;
  virtual void say_goodbye() = 0;           // TLS close_notify, if it can leave now
  virtual bool pending() const = 0;         // octets have been read from the socket and not been given out
  virtual bool resumed() const = 0;         // the handshake resumed an earlier session
  virtual std::string failure() const = 0;  // why the handshake failed, as a name
};

std::unique_ptr<Transport> make_plain_transport(int socket);

// Certificates, versions, ciphers: shared by all connections that began while it was current.
class TlsContext {
 public:
  virtual ~TlsContext() = default;
  // Failure names: certificate_unusable, private_key_unusable.
  static Result<std::shared_ptr<TlsContext>> make(const std::string& certificate_pem,
                                                  const std::string& private_key_pem);
  virtual std::unique_ptr<Transport> transport(int socket) = 0;  // the socket stays the caller's
};

}  // namespace terang::net
