#include "transactions/verdict.hpp"

#include <fmt/format.h>

namespace burner::transactions {

std::string describe(const solana::TransactionError& verdict) {
    std::string text = verdict.name;
    if (verdict.instruction) text += fmt::format(" {}", *verdict.instruction);
    if (verdict.custom) {
        text += fmt::format(": Custom {}", *verdict.custom);
    } else if (!verdict.detail.empty()) {
        text += ": " + verdict.detail;
    }
    return text;
}

bool is_lack_of_funds(const solana::TransactionError& verdict) {
    return is_lack_of_funds(verdict.name);
}

bool is_lack_of_funds(std::string_view verdict) {
    const std::string_view name = verdict.substr(0, verdict.find_first_of(" :"));
    return name == "InsufficientFundsForFee" || name == "InsufficientFundsForRent" || name == "AccountNotFound";
}

std::string describe_lack(const solana::TransactionError& verdict) {
    return "The wallet, or who pays for it, holds too few lamports: " + describe(verdict);
}

bool is_lack_of_units(const solana::TransactionError& verdict) {
    return verdict.detail == "ComputationalBudgetExceeded" || verdict.detail == "ProgramFailedToComplete";
}

SubmitFailure failure_of(const solana::TransactionError& verdict) {
    if (verdict.name == "BlockhashNotFound") {
        return {SubmitCode::blockhash_expired, "The transaction's blockhash has expired"};
    }
    if (is_lack_of_funds(verdict)) return {SubmitCode::insufficient_funds, describe_lack(verdict)};
    return {SubmitCode::simulation_failed, "The cluster refused the transaction: " + describe(verdict)};
}

}  // namespace burner::transactions
