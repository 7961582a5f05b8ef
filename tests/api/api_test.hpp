#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "api/api_worker.hpp"
#include "base/base64.hpp"
#include "fakes/fake_rpc.hpp"
#include "solana/programs/ids.hpp"
#include "solana/transaction.hpp"

namespace burner::api {

using access::Scope;

/// A server with one worker over a cluster in memory, where the wallet owns one SOL, an empty token account
/// (number 10) and one that holds 5 raw units (number 11).
class ApiTest : public testing::Test {
  protected:
    ApiTest() {
        rpc_.put(state_.wallet, solana::ids::system, 1'000'000'000, {});
        rpc_.put(key(2), solana::ids::system, 5'000'000, {});
        rpc_.put(key(600), solana::ids::token, 1'461'600, fakes::MintBytes{.extensions = {}}.bytes());
        account(10, 0);
        account(11, 5);
    }
    void account(std::uint32_t number, std::uint64_t amount) {
        const fakes::TokenBytes bytes{.mint = key(600), .owner = state_.wallet, .amount = amount};
        rpc_.put(key(number), solana::ids::token, 2'039'280, bytes.bytes());
    }

    std::string wallet_text() const { return to_base58(state_.wallet); }
    std::string wallet_path(std::string_view rest) const { return fmt::format("/wallet/{}/{}", wallet_text(), rest); }
    std::string close_body() const {
        return fmt::format(R"({{"items":[{{"type":"empty_account","address":"{}","action":"close"}}]}})",
                           to_base58(key(10)));
    }
    /// Makes what the wallet submits of the first transaction of a build.
    std::string signed_body(const Answer& built) const {
        const auto bytes = base::from_base64(built.at("/transactions/0/transactionBase64")).value();
        auto message = solana::parse_transaction(bytes).value().message;
        const auto signature = state_.keypair.sign(serialize(message));
        const auto transaction = serialize(solana::Transaction{{signature}, std::move(message)});
        return fmt::format(R"({{"signed":[{{"transactionBase64":"{}","submissionTicket":"{}"}}]}})",
                           base::to_base64(transaction), built.at("/transactions/0/submissionTicket"));
    }
    /// Asks to refresh the first transaction of a build.
    static std::string refresh_body(const Answer& built) {
        return fmt::format(R"({{"transactions":[{{"transactionBase64":"{}","submissionTicket":"{}"}}]}})",
                           built.at("/transactions/0/transactionBase64"), built.at("/transactions/0/submissionTicket"));
    }
    Answer ask(const Ask& wanted) { return worker_.ask(wanted); }
    Answer ask_as_shop(Ask wanted) { return worker_.ask(std::move(wanted).as(state_.shop)); }

    ApiState state_;
    fakes::FakeRpc rpc_;
    boost::asio::io_context io_;
    ApiWorker worker_{state_, io_, rpc_};
};

inline void expect_error(const Answer& answer, int status, std::string_view code, std::string_view message) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.at("/code"), code);
    EXPECT_EQ(answer.at("/message"), message);
}

}  // namespace burner::api
