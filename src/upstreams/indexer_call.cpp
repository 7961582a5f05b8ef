#include "upstreams/indexer_call.hpp"

#include <fmt/format.h>

namespace burner::upstreams {

using assets::IndexerFailure;

namespace {

/// Providers add methods by the month, not by the minute; but an operator who has just switched one on should not have
/// to restart.
constexpr std::chrono::minutes missing_method_pause{10};

}  // namespace

UpstreamSettings for_indexer(UpstreamSettings settings) {
    settings.missing_method_pause = missing_method_pause;
    return settings;
}

std::unexpected<IndexerFailure> indexer_failure(std::string_view indexer, std::string_view method,
                                                const std::variant<RpcError, Malformed>& problem) {
    if (is_error(problem, method_not_found)) {
        return std::unexpected(IndexerFailure{IndexerFailure::Reason::method_missing,
                                              fmt::format("{} is not available: no {}", indexer, method)});
    }
    if (const auto* error = std::get_if<RpcError>(&problem)) log_rpc_error(method, *error);
    return std::unexpected(
        IndexerFailure{IndexerFailure::Reason::no_answer, fmt::format("{} did not answer", indexer)});
}

}  // namespace burner::upstreams
