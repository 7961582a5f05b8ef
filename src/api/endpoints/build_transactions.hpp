#pragma once

#include "api/endpoint.hpp"
#include "limits/work_limit.hpp"
#include "transactions/build/build.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions`: unsigned transactions for the selected items.
struct BuildTransactions {
    using Input = transactions::BuildRequest;

    static base::Result<Input> parse(const Call& call);
    static std::uint64_t work(const Input& input) { return input.items.size() * limits::work_of_item; }
    static base::Task<base::Result<transactions::Build>> run(const Call& call, Input input);
    static http::Response render(const transactions::Build& build);
    /// Returns when the blockhash ends; nullopt without a transaction.
    static std::optional<base::UnixTime> useful_until(const transactions::Build& build);
};

}  // namespace burner::api
