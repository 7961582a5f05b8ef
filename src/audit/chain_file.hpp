#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "audit/batch_seal.hpp"

namespace burner::audit {

/// The name in the database of what a data directory's log adds to. It is drawn once and lives beside the log, in the
/// file `audit.chain`: the log goes on when the node starts again.
struct Chain {
    std::string id;
    Link start;  ///< the chain is what the log holds behind this

    bool operator==(const Chain&) const = default;
};

std::filesystem::path chain_file(const std::filesystem::path& directory);

/// Reads which chain a directory has; nullopt: it has none. Errors are sentences for the operator, here and below.
std::expected<std::optional<Chain>, std::string> find_chain(const std::filesystem::path& directory);

/// Does the same; where it has none, begins one at the present end of the log. `name` is for
/// people: the id begins with what can be written of it.
std::expected<Chain, std::string> open_chain(const std::filesystem::path& directory, std::string_view name);

/// Begins another chain after `start` in the place of `former`; returns the one that another process has begun, if one
/// did.
std::expected<Chain, std::string> begin_another_chain(const std::filesystem::path& directory, std::string_view name,
                                                      const Chain& former, const Link& start);

}  // namespace burner::audit
