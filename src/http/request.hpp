#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string_view>

#include "base/task.hpp"
#include "http/refusal.hpp"

namespace burner::http {

enum class Method { get, head, post, put, patch, delete_, options, other };

struct Header {
    std::string_view name;
    std::string_view value;
};

/// The sender of a request, while it is being answered; asked on the server's thread.
class Client {
  public:
    /// Tells whether an answer that takes time is still worth it: the client is there and the server is not stopping.
    virtual bool is_connected() const = 0;

    /// Receives the body of a request that awaits it; `Request::body` has it afterwards. A client that waits to be
    /// asked for it (`Expect: 100-continue`) is asked. A large body counts for its owner, a hash of who asked, in the
    /// `BodyBudget`. After a refusal the connection ends with the answer.
    virtual base::Task<std::expected<void, Refusal>> receive_body(std::size_t owner) = 0;

  protected:
    ~Client() = default;
};

/// One request, framed and checked, but not interpreted. Its views into the connection's buffers are valid until the
/// task that `Handler::handle` returned ends. The body may be still to come. A plain struct, so tests of a handler need
/// no socket.
struct Request {
    Method method = Method::get;
    std::string_view method_name;     ///< as sent; tells `other` methods apart
    std::string_view target;          ///< as sent, percent-encoding untouched
    std::string_view path;            ///< the target without scheme, authority and query; `*` for OPTIONS *
    std::string_view query;           ///< what follows the first `?`
    std::span<const Header> headers;  ///< in the order sent; trailers are left out
    std::string_view body;            ///< without transfer coding; empty while it is awaited
    std::string_view from;            ///< the client's IP address: the other end's, or what a trusted proxy says of it
    bool has_body = false;            ///< the message has a body, be it an empty one
    bool awaits_body = false;         ///< it has not come yet: see `Client::receive_body`
    Client* client = nullptr;         ///< null where nobody can go away
    bool may_upgrade = true;          ///< HTTP/1.0 has no Upgrade (RFC 9110 section 7.8)

    /// Returns the first field of this name; case does not matter.
    std::optional<std::string_view> header(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

/// Compares ASCII text as field names and host names are compared.
bool same_ignoring_case(std::string_view left, std::string_view right);

}  // namespace burner::http
