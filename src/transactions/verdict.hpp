#pragma once

#include <string>
#include <string_view>

#include "solana/rpc.hpp"
#include "transactions/submit_failure.hpp"

namespace burner::transactions {

/// Writes the cluster's verdict in one line: `InstructionError 3: Custom 17`.
std::string describe(const solana::TransactionError& verdict);

/// Tells whether lamports are the reason: the payer of the fee has too few, or a key would keep less than the rent of
/// an account.
bool is_lack_of_funds(const solana::TransactionError& verdict);
/// Tells the same of a verdict in words (`describe`).
bool is_lack_of_funds(std::string_view verdict);

/// Says what is lacking where lamports are the reason.
std::string describe_lack(const solana::TransactionError& verdict);

/// Tells whether the compute units ran out: some programs cannot say so, and only fail to complete.
bool is_lack_of_units(const solana::TransactionError& verdict);

/// Says what the client is told of a transaction that the cluster refused before forwarding it.
SubmitFailure failure_of(const solana::TransactionError& verdict);

}  // namespace burner::transactions
