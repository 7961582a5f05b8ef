#pragma once

#include <string_view>

#include "admin/call.hpp"
#include "audit/action.hpp"
#include "base/result.hpp"

namespace burner::admin {

/// What a user did, as the audit log says it.
struct Deed {
    audit::Action action{};
    std::string_view project{};
    std::string_view subject{};
    std::string_view detail{};
    std::string_view wallet{};
};

/// Writes to the audit log what the user of a call did; durable on return. Storage threads; fails with `overloaded`.
base::Result<void> record(const Call& call, const Deed& deed);

}  // namespace burner::admin
