#pragma once

#include "api/endpoint.hpp"
#include "transactions/build/build.hpp"

namespace burner::api {

/// `POST /wallet/:address/transactions`: unsigned transactions for the selected items.
struct BuildTransactions {
    using Input = transactions::BuildRequest;

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<transactions::Build>> run(const Call& call, Input input);
    static http::Response render(const transactions::Build& build);
};

}  // namespace burner::api
