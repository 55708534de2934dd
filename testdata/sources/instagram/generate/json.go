package main

// year2026 tells of the posts twice: posts.json has places and drafts, posts_1.json
// the order of the media.
func year2026(m *maker) {
	m.json("personal_information/personal_information/personal_information.json", `{"profile_user":[{"title":"","media_map_data":{"Profile Photo":{"uri":"media/profile/202601/me.jpg","creation_timestamp":1767225600,"title":""}},
 "string_map_data":{"Email":{"href":"","value":"someone@example.org","timestamp":0},"Username":{"href":"","value":"some.one","timestamp":0},"Name":{"href":"","value":"Some Öne","timestamp":0}}}]}`)
	m.json("your_instagram_activity/media/posts_1.json", `[
 {"media":[
   {"uri":"media/posts/202403/c1.jpg","creation_timestamp":1710504000,"media_metadata":{"camera_metadata":{"has_camera_metadata":false}},"title":"","cross_post_source":{"source_app":"FB"}},
   {"uri":"media/posts/202403/c0.jpg","creation_timestamp":1710504000,"media_metadata":{"photo_metadata":{"exif_data":[{"latitude":41.1496,"longitude":-8.611}]}},"title":""},
   {"uri":"media/posts/202403/c2.mp4","creation_timestamp":1710504000,"media_metadata":{"video_metadata":{"subtitles":{"uri":"media/other/c2.srt","creation_timestamp":1710504000},"exif_data":[{"latitude":0,"longitude":0}]}},"title":""}],
  "title":"Porto — day 1 🌊 #porto","creation_timestamp":1710504000},
 {"media":[{"uri":"media/posts/202405/17900000000000000","creation_timestamp":1714564800,"title":"A name without ending, Peña"}]},
 {"media":[{"uri":"media/posts/202405/gone.jpg","creation_timestamp":1714564801,"title":"not in this part"}]},
 {"media":[{"uri":"media/posts/202406/draft.jpg","creation_timestamp":1717243200,"title":"never sent"}]}]`)
	m.json("your_instagram_activity/media/posts.json", `[
 {"timestamp":1710504001,"fbid":"17841400000000000001","media":[],"label_values":[
   {"label":"Caption","value":"Porto — day 1 🌊 #porto"},{"label":"Creation time","timestamp_value":1710504000},
   {"label":"Media","media":[{"uri":"media/posts/202403/c0.jpg","creation_timestamp":1710504000,"title":""}]},
   {"label":"Latitude","value":"41.15"},{"label":"Longitude","value":"-8.6167"},
   {"title":"Place","dict":[{"dict":[{"label":"Name","value":"Porto, Portugal"}]}]},
   {"label":"Draft","value":"False"},{"label":"Published","value":"True"},
   {"dict":[{"dict":[{"label":"Media","media":[{"uri":"media/posts/202403/c1.jpg"}]}]},{"dict":[{"label":"Media","media":[{"uri":"media/posts/202403/c2.mp4"}]}]}]}]},
 {"timestamp":1717243200,"media":[],"label_values":[{"label":"Caption","value":"never sent"},{"label":"Media","media":[{"uri":"media/posts/202406/draft.jpg"}]},{"label":"Draft","value":"True"},{"label":"Published","value":"False"}]},
 {"timestamp":1725192000,"media":[],"label_values":[{"label":"Caption","value":"Only here\nin two lines"},{"label":"Creation time","timestamp_value":1725192000},{"label":"Media","media":[{"uri":"media/posts/202409/only.jpg","creation_timestamp":1725192000}]},{"label":"Latitude","value":"-33.8567"},{"label":"Longitude","value":"151.2153"}]}]`)
	m.json("your_instagram_activity/media/stories.json", `{"ig_stories":[{"uri":"media/stories/202401/s.jpg","creation_timestamp":1704110400,"title":"morning"}]}`)
	m.json("your_instagram_activity/media/reels.json", `{"ig_reels_media":[{"media":[{"uri":"media/reels/202401/r.mp4","creation_timestamp":1704110400,"title":"a reel"}]}]}`)
	m.json("your_instagram_activity/media/archived_posts.json", `{"ig_archived_post_media":[{"media":[{"uri":"media/archived_posts/202401/a.jpg","creation_timestamp":1704110400,"title":"put away"}]}]}`)
	m.json("your_instagram_activity/media/profile_photos.json", `{"ig_profile_picture":[{"uri":"media/profile/202601/me.jpg","creation_timestamp":1767225600,"title":"","is_profile_picture":true}]}`)
	m.json("your_instagram_activity/threads/threads_and_replies.json", `{"text_post_app_text_posts":[{"media":[{"title":"words only","creation_timestamp":1704110400}]},{"media":[{"uri":"media/other/t.jpg","creation_timestamp":1704110400,"title":"on Threads"}]}]}`)
	m.json("logged_information/past_instagram_insights/posts.json", `{"organic_insights_posts":[{"media_map_data":{"Media Thumbnail":{"uri":"media/other/i.jpg","creation_timestamp":1704110400,"title":"insight"}},"string_map_data":{"Likes":{"value":"3"}}}]}`)
	m.pictures("media/posts/202403/c0.jpg", "media/posts/202403/c1.jpg", "media/posts/202405/17900000000000000", "media/posts/202406/draft.jpg", "media/posts/202409/only.jpg",
		"media/stories/202401/s.jpg", "media/archived_posts/202401/a.jpg", "media/profile/202601/me.jpg", "media/other/t.jpg", "media/other/i.jpg")
	m.video("media/posts/202403/c2.mp4")
	m.video("media/reels/202401/r.mp4")
}

// year2024 has ten documents of posts, of which three are made here.
func year2024(m *maker) {
	post := func(n, caption string) string {
		return `[{"media":[{"uri":"media/posts/20230` + n + `/p.jpg","creation_timestamp":169` + n + `000000,"title":"` + caption + `"}]}]`
	}
	m.json("your_instagram_activity/content/posts_1.json", post("1", "the first"))
	m.json("your_instagram_activity/content/posts_2.json", post("2", "the second, Straße"))
	m.json("your_instagram_activity/content/posts_10.json", post("9", "the tenth"))
	m.pictures("media/posts/202301/p.jpg", "media/posts/202302/p.jpg", "media/posts/202309/p.jpg")
}

// year2021 has its documents in `content`, here a single post.
func year2021(m *maker) {
	m.json("account_information/personal_information.json", `{"profile_user":[{"string_map_data":{"Benutzername":{"value":"jemand"}}}]}`)
	m.json("content/posts_1.json", `{"media":[{"uri":"media/posts/202106/a.jpg","creation_timestamp":1622548800,"title":""},{"uri":"media/posts/202106/b.jpg","creation_timestamp":1622548800,"title":"the second alone"}],"title":"Zwei Möwen #ostsee","creation_timestamp":1622548805}`)
	m.pictures("media/posts/202106/a.jpg", "media/posts/202106/b.jpg")
}

func year2018(m *maker) {
	m.json("profile.json", `{"username":"some_one","name":"Some One"}`)
	m.file("media.json", []byte(`{"photos":[
 {"caption":"Stanley Park #yvr","taken_at":"2018-12-31T08:05:13","location":"West End, Vancouver","path":"photos/201812/1.jpg"},
 {"caption":"Stanley Park #yvr","taken_at":"2018-12-31T08:05:13","location":"West End, Vancouver","path":"photos/201812/2.jpg"},
 {"caption":"Ein Café","taken_at":"2020-05-01T12:00:00+00:00","path":"photos/202005/3.jpg"}],
"videos":[{"caption":"waves","taken_at":"2018-01-01T00:00:00","path":"videos/201801/v.mp4"}],
"profile":[{"caption":"","taken_at":"2016-01-02T00:00:00","path":"profile/201601/x.jpg","is_active_profile":true}],
"stories":[],"direct":[{"taken_at":"2018-01-01T00:00:00","path":"direct/201801/y.jpg"}]}`))
	m.pictures("photos/201812/1.jpg", "photos/201812/2.jpg", "photos/202005/3.jpg", "profile/201601/x.jpg", "direct/201801/y.jpg")
	m.video("videos/201801/v.mp4")
}

// french has its labels in French.
func french(m *maker) {
	m.json("your_instagram_activity/media/posts.json", `[{"timestamp":1710504001,"media":[],"label_values":[
 {"label":"Légende","value":"L’été à Étretat #été"},{"label":"Heure de création","timestamp_value":1710504000},{"label":"Heure de mise à jour","timestamp_value":1710599999},
 {"label":"Média","media":[{"uri":"media/posts/202403/f.jpg"}]},{"title":"Lieu","dict":[{"dict":[{"label":"Nom","value":"Étretat"}]}]},
 {"label":"Brouillon","value":"Faux"},{"label":"Publié","value":"Vrai"}]}]`)
	m.json("personal_information/personal_information.json", `{"profile_user":[{"string_map_data":{"Nom d’utilisateur":{"value":"quelqu.un"}}}]}`)
	m.pictures("media/posts/202403/f.jpg")
}
