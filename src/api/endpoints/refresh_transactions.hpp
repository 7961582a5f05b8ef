#pragma once

#include "api/endpoint.hpp"
#include "limits/work_limit.hpp"
#include "transactions/refresh/refresh.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions/refresh`: the same transactions with a new blockhash.
struct RefreshTransactions {
    using Input = transactions::RefreshRequest;

    static base::Result<Input> parse(const Call& call);
    static std::uint64_t work(const Input& input) { return input.entries.size() * limits::work_of_transaction; }
    static base::Task<base::Result<transactions::Build>> run(const Call& call, Input input);
    static http::Response render(const transactions::Build& build);
    static std::optional<base::UnixTime> useful_until(const transactions::Build& build);
};

}  // namespace burner::api
