#pragma once

#include <optional>
#include <string>

#include <sys/socket.h>

namespace burner::upstreams {

/// Returns what is wrong with a URL as a webhook's, as the end of a sentence ("must …"); nullopt when messages may be
/// sent there. Without `allow_private`: https to a host that is not plainly private. The parser is the one that
/// connects (libcurl's), so both read the same host. A name is judged again by what it leads to: see `may_connect_to`.
std::optional<std::string> webhook_url_mistake(const std::string& url, bool allow_private);

/// Tells whether a socket address is on the public internet (see webhooks::is_public).
bool may_connect_to(const sockaddr& address);

}  // namespace burner::upstreams
