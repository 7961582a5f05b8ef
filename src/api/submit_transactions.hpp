#pragma once

#include <vector>

#include "api/endpoint.hpp"
#include "transactions/submit.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions/submit`: takes back what the wallet has signed.
struct SubmitTransactions {
    using Input = transactions::SubmitRequest;
    using Output = std::vector<transactions::SubmitResult>;

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<Output>> run(const Call& call, Input input);
    static http::Response render(const Output& results);
};

}  // namespace burner::api
