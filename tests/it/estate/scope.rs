//! Who sees which community, and who imports.

use super::{buildings, community, csv, units};
use anju_tests::{City, both};
use serde_json::json;

both!(
    /// Another district's communities are as if they did not exist.
    another_district_sees_and_imports_nothing,
    async |city: City| {
        let own = city.desk("jingban2").await;
        let id = community(&own, "望京花园一区").await;
        for user in ["jingban", "jianwei", "wuye"] {
            let desk = city.desk(user).await;
            let request = json!({ "community_id": id });
            desk.read("estate.get_community", request).await.refused("not_found");
        }
        let desk = city.desk("jingban").await;
        let request = json!({ "community_id": id, "content_base64": csv(&["房号"]) });
        desk.read("estate.preview_import", request).await.refused("not_found");
        let request = json!({ "community_id": id, "version": 1, "content_base64": csv(&["房号"]) });
        desk.write("estate.import", request).await.refused("not_found");

        let foreign = community(&desk, "白云观东里").await;
        let building_id = buildings(&desk, &foreign).await[0]["building_id"].clone();
        let request = json!({ "building_id": building_id });
        own.read("estate.list_units", request).await.refused("not_found");
        let company = city.desk("wuye2").await;
        let request = json!({ "community_id": foreign, "amount_text": "1", "basis": "area", "unit_ids": [] });
        company.read("withdrawal.allocate", request).await.refused("not_found");
    }
);

both!(
    /// Only the department's clerk imports.
    others_are_told_which_permission_an_import_needs,
    async |city: City| {
        for user in ["wuye", "fuhe", "chuna", "jianwei", "admin", "audit"] {
            let desk = city.desk(user).await;
            let request = json!({ "community_id": anju_tests::new_id(), "content_base64": "" });
            let problem =
                desk.read("estate.preview_import", request).await.refused("permission.missing");
            assert!(problem["message"].as_str().is_some_and(|text| text.contains("导入楼盘表")), "{problem}");
            let request =
                json!({ "community_id": anju_tests::new_id(), "version": 1, "content_base64": "" });
            desk.write("estate.import", request).await.refused("permission.missing");
            let job = json!({ "job_id": anju_tests::new_id() });
            for command in ["estate.watch_import", "estate.stop_import"] {
                desk.read(command, job.clone()).await.refused("permission.missing");
            }
        }
    }
);

both!(
    /// Company and department read their owners' names, the bureau reads them masked.
    names_are_masked_by_role,
    async |city: City| {
        let mut names = Vec::new();
        for user in ["wuye", "jingban", "jianwei"] {
            let desk = city.desk(user).await;
            let id = community(&desk, "槐柏树街南里").await;
            let cards = buildings(&desk, &id).await;
            let unit = units(&desk, &cards[0]["building_id"]).await.swap_remove(0);
            names.push(unit["owner_name"].as_str().expect("a name").to_owned());
        }
        assert_eq!(names[0], names[1]);
        assert!(!names[0].contains('*'));
        assert!(names[2].ends_with('*') && names[2].starts_with(names[0].chars().next().expect("a name")));
    }
);
