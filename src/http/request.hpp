#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace burner::http {

enum class Method { get, head, post, put, patch, delete_, options, other };

struct Header {
    std::string_view name;
    std::string_view value;
};

/// Whoever sent a request, while it is being answered; asked on the server's thread.
class Asker {
  public:
    /// Whether an answer that takes time is still worth it: the client is there and the server is not stopping.
    virtual bool is_waiting() const = 0;

  protected:
    ~Asker() = default;
};

/// One request, framed and checked, but not understood. Views into the connection's buffers: valid until
/// the task that `Handler::handle` returned ends. A plain struct, so tests of a handler need no socket.
struct Request {
    Method method = Method::get;
    std::string_view method_name;     ///< as sent; tells `other` methods apart
    std::string_view target;          ///< as sent, percent-encoding untouched
    std::string_view path;            ///< the target without scheme, authority and query; `*` for OPTIONS *
    std::string_view query;           ///< what follows the first `?`
    std::span<const Header> headers;  ///< in the order sent; trailers are left out
    std::string_view body;            ///< without transfer coding
    std::string_view client;          ///< its IP address: the other end's, or what a trusted proxy says of it
    bool has_body = false;            ///< the message had a body, be it an empty one
    const Asker* asker = nullptr;     ///< null where nobody can go away
    bool may_upgrade = true;          ///< HTTP/1.0 has no Upgrade (RFC 9110 section 7.8)

    /// The first field of this name; case does not matter.
    std::optional<std::string_view> header(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

/// ASCII only, as field names and host names are compared.
bool same_ignoring_case(std::string_view left, std::string_view right);

}  // namespace burner::http
