#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "solana/instruction.hpp"

namespace burner::test {

/// An account that tests call by one letter; other names are no addresses.
std::string address_of(std::string_view name);

/// A transaction of `wallet` (client_fixture.hpp) in base64 that closes such an account.
std::string closing(std::string_view name);
/// Closes the same account, and then does something else.
std::string closing(std::string_view name, const std::vector<solana::Instruction>& more);
/// Does the same, and another account of such a name pays.
std::string closing(std::string_view name, const std::vector<solana::Instruction>& more, std::string_view payer);

/// A transfer of the wallet to the account of that name.
solana::Instruction donation(std::string_view name, std::uint64_t lamports);

}  // namespace burner::test
