#pragma once

#include "assets/indexers/indexer_failure.hpp"
#include "upstreams/json_rpc_client.hpp"

// What the two indexers have in common.
namespace burner::upstreams {

/// Sets for how long a server is not asked again for what it does not offer.
UpstreamSettings for_indexer(UpstreamSettings settings);

inline bool is_error(const std::variant<RpcError, Malformed>& problem, std::int64_t code) {
    const auto* error = std::get_if<RpcError>(&problem);
    return error != nullptr && error->code == code;
}

/// Returns the failure of a call that gave no answer; logs what the server said. `indexer` begins a sentence.
std::unexpected<assets::IndexerFailure> indexer_failure(std::string_view indexer, std::string_view method,
                                                        const std::variant<RpcError, Malformed>& problem);

}  // namespace burner::upstreams
