#pragma once

#include <vector>

#include "api/endpoint.hpp"
#include "limits/work_limit.hpp"
#include "transactions/submit/submit.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions/submit`: accepts what the wallet has signed. With `waitFor` the answer comes
/// when the chain has decided, at the latest after `submissions.max_wait_ms`.
struct SubmitTransactions {
    struct Input {
        transactions::SubmitRequest request;
        std::optional<transactions::SubmissionStatus> wait_for;  ///< confirmed or finalized
    };
    using Output = std::vector<transactions::SubmitResult>;

    static base::Result<Input> parse(const Call& call);
    static std::uint64_t work(const Input& input) { return input.request.entries.size() * limits::work_of_transaction; }
    static base::Task<base::Result<Output>> run(const Call& call, Input input);
    static http::Response render(const Output& results);
};

}  // namespace burner::api
