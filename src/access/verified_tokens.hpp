#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/session.hpp"

namespace burner::access {

/// The findings about a token that do not depend on time: its signature is right under one key, its claims are well
/// formed and meant for one SessionTokens.
struct VerifiedToken {
    std::uint64_t verifier = 0;  ///< which SessionTokens
    std::uint64_t key = 0;       ///< JwsKey::id
    Session session;
};

/// The tokens that one thread verified lately: clients show theirs with every request, and comparing it costs a tenth
/// of verifying it. Bounded: a new token takes the place of the one in its slot. Only tokens with a right signature
/// get in, so nobody without one can fill it.
class VerifiedTokens {
  public:
    /// Finds a token; nullptr when it is not known. What is found is valid until the next `keep`.
    const VerifiedToken* find(std::string_view token) const;
    void keep(std::string_view token, VerifiedToken verified);

  private:
    struct Slot {
        std::string token;
        VerifiedToken verified;
    };
    std::vector<Slot> slots_;  ///< empty before the first `keep`: most threads see no token
};

}  // namespace burner::access
